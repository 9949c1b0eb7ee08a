"""What may stand behind the @ of colleagues who make an account themselves."""

from __future__ import annotations

import re

DOMAIN = re.compile(r"(?=.{4,100}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}")

#: Anybody can have an address there.
FOR_EVERYBODY = frozenset(
    {
        *("gmail.com", "googlemail.com", "hotmail.com", "hotmail.nl", "outlook.com", "live.com", "live.nl", "msn.com"),
        *("icloud.com", "me.com", "yahoo.com", "proton.me", "protonmail.com", "ziggo.nl", "kpnmail.nl", "planet.nl"),
        *("xs4all.nl", "home.nl", "upcmail.nl", "casema.nl", "hetnet.nl", "zonnet.nl", "quicknet.nl", "tele2.nl"),
    }
)
