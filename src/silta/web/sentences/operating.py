"""Sentences for those who run a node: its home, its commands, verification from outside."""

from __future__ import annotations

from typing import Final

MESSAGES: Final = {
    "cli.no-node": "There is no node in {where}. Make one there with “silta init”, or name the right folder with --home.",
    "cli.no-words": (
        "The words in {where} have not been compiled, and pages and letters would be English. Run “make setup” first."
    ),
    "cli.cannot-listen": (
        "Nothing can listen on {where}: {detail}. Stop the other program there, or choose another port with --port."
    ),
    "cli.not-accessible": "{where} cannot be read or written: {detail}.",
    "cli.not-a-pair": "{where}: “{value}” is not of the form LEFT=RIGHT.",
    "cli.database": (
        "The database of {where} cannot be used: {detail}. If another program holds it, try again in a while; else look at the "
        "disk and at the rights to the folder, or put the database back from your backup."
    ),
    "cli.no-fields": "{where} holds no fields: one JSON object with the fields by their names is needed.",
    "cli.not-json": "{where} is not JSON: {detail}",
    "cli.unfinished": "“silta {where}” could not be finished: {detail}.",
    "cli.other-fingerprint": (
        "The fingerprint that you gave is not the one of {where}, which is {fingerprint}. Compare it with the "
        "other side again; nothing was joined."
    ),
    "demo.broke-off": "The demonstration in {where} was left half told. Tell it anew with “silta demo --fresh”.",
    "demo.not-a-demonstration": "{where} holds a node that is not of the demonstration. Name another folder.",
    "demo.port-taken": "Another program uses port {port}. Stop it, or stop the demonstration that runs there.",
    "demo.stopped": "One of the demonstration’s programs has stopped. What they said is in {where}.",
    "home.bad-database-url": "{where} does not name a PostgreSQL database: postgresql://user:password@host/name.",
    "home.bad-seed": "{where} does not hold the key of this node: 64 hexadecimal digits. Put it back from your safe copy.",
    "home.database-ahead": (
        "The database of {where} was used by a later version of Silta than this one, which would not understand it. Install that "
        "version again. Nothing was changed."
    ),
    "home.database-behind": (
        "The database of {where} was made by an earlier version of Silta. Stop the node, keep a copy of its folder, and run "
        "“silta upgrade”. Nothing was changed."
    ),
    "home.database-missing": (
        "The database of {where} is missing or empty. Put it back from your backup, and sync before anything else. A node that "
        "was never used can be made anew: clear its folder away and run “silta init”. Nothing was changed."
    ),
    "home.exists": "{where} holds a node already. Nothing was changed.",
    "home.mail": (
        "In node.toml, section [mail], “{where}” is missing, wrong or unknown. It takes host, sender and pages, and may "
        "take port, security (starttls, tls, none), user, password_file and hour."
    ),
    "home.mail-password": "The password of the mail server cannot be read from {where}.",
    "home.missing": "{where} holds no node: node.toml is missing.",
    "home.model-server": (
        "In node.toml, section [model_server], “{where}” is missing, wrong or unknown. It takes address and model, and may take "
        "kinds ({kinds}) and key_file."
    ),
    "home.model-server-address": (
        "{where} is no address for a model server: texts leave this computer over https:// only; http:// may name "
        "this computer alone."
    ),
    "home.model-server-key": "The key of the model server cannot be read from {where}.",
    "home.not-a-digest": "“{where}” is not a SHA-256 of 64 hexadecimal digits.",
    "home.not-a-party": "“{party}” cannot be the code of a party: 2 to 12 small letters and digits, a letter first.",
    "home.not-toml": "{where} cannot be read as TOML: {detail}.",
    "home.wrong-type": "{where}: this must be of the type {expected}.",
    "ledger.unreadable": "{where} cannot be read: {detail}",
    "mail.ca-file": "{where} (ca_file in node.toml, section [mail]) holds no certificates that can be read.",
    "mail.no-server": "{where} names no mail server: letters are only read on the page Mail.",
    "mail.no-starttls": (
        "The mail server {where} does not offer STARTTLS. Set security in node.toml, section [mail], to what it offers."
    ),
    "mail.no-tls": "No safe connection to the mail server {where}: {detail}",
    "mail.refused": "The mail server {where} did not take the letter: {detail}",
    "mail.refused-sign-in": "The mail server {where} did not let “{user}” sign in. Check the user and the password.",
    "mail.unreachable": "The mail server {where} does not answer: {detail}",
    "mail.untrusted": (
        "The certificate of the mail server {where} is not trusted: {detail}. Nothing was sent. Use the name that the certificate"
        " is for; if your own authority signed it, name its certificate as ca_file in node.toml, section [mail]."
    ),
    "setup.font-lacks-letters": "The font that was found lacks letters that the four languages need: {letters}.",
    "setup.not-a-party": "The charter of {where} does not name {party}, the party of this node.",
    "setup.not-our-key": "The charter of {where} names another key for {party} than this node holds. Nothing was joined.",
    "setup.other-charter": "This node holds another charter for {where}. Nothing was changed; compare the fingerprints.",
    "verify.member-twice": (
        "The archive holds {where} more than once, and programs differ in which one they unpack. Nothing is proven; "
        "ask for the archive as it was made."
    ),
    "verify.no-folder": "{where} is neither a folder nor a ZIP file.",
    "verify.nothing-published": "{where} holds no published log: no charter.json was found one level down.",
    "verify.other-key": "No charter here names the key that you trust for {where}.",
    "upload.expired": "The file is not kept any more: an import must be confirmed within two hours. Choose it again.",
    "upload.no-file": "Choose a file first.",
}
