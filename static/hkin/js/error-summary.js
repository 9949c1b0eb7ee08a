// Puts the focus on the summary of errors, on a fresh page and after htmx has put a form back.
const focusSummary = () => document.querySelector("[data-error-summary]")?.focus();

focusSummary();
document.addEventListener("htmx:afterSettle", focusSummary);
