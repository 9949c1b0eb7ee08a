// Makes a passkey or asks for one. The browser does the work, the form carries its answer to us.
const bytes = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const named = (list) => (list || []).map((each) => ({ ...each, id: bytes(each.id) }));

const make = ({ publicKey }) =>
  navigator.credentials.create({
    publicKey: {
      ...publicKey,
      challenge: bytes(publicKey.challenge),
      user: { ...publicKey.user, id: bytes(publicKey.user.id) },
      excludeCredentials: named(publicKey.excludeCredentials),
    },
  });

const show = ({ publicKey }) =>
  navigator.credentials.get({
    publicKey: {
      ...publicKey,
      challenge: bytes(publicKey.challenge),
      allowCredentials: named(publicKey.allowCredentials),
    },
  });

const answer = (credential) => {
  const response = {};
  ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"].forEach((name) => {
    if (credential.response[name]) response[name] = text(credential.response[name]);
  });
  return JSON.stringify({
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response,
  });
};

const asked = async (form) => {
  if (form.dataset.passkey !== "login") return JSON.parse(document.getElementById("passkey-options").textContent);
  const reply = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!reply.ok) throw new Error(String(reply.status));
  return reply.json();
};

const attach = (form) => {
  const missing = document.querySelector("[data-passkey-missing]");
  const failed = document.querySelector("[data-passkey-failed]");
  if (missing) missing.hidden = true;
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    failed.hidden = true;
    try {
      const options = await asked(form);
      const credential = await (options.creation_options ? make(options.creation_options) : show(options.request_options));
      form.elements.credential.value = answer(credential);
      const choice = document.getElementById("id_own_device");
      if (form.elements.own_device && choice) form.elements.own_device.value = choice.checked ? "on" : "";
      form.submit();
    } catch {
      failed.hidden = false;
    }
  });
};

if (window.PublicKeyCredential) document.querySelectorAll("form[data-passkey]").forEach(attach);
