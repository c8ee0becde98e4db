// Passkeys: asks the browser for one, and sends what it says with the form. The one script of the portal; every page works without it.
//
// A form is marked data-passkey="add" (make one), "use" (prove one) or "sign-in" (the same, with nobody known yet).
// What the browser is asked stands in data-options; for "sign-in" it is fetched from the form's own address.

const failed = (form) => { form.querySelector("[role=alert]").hidden = false }

const options = async (form) => {
  if (form.dataset.options) return JSON.parse(form.dataset.options)
  const answer = await fetch(form.action, { headers: { Accept: "application/json", "X-Requested-With": "XMLHttpRequest" } })
  return (await answer.json()).request_options
}

const made = (form, asked) => {
  const alone = form.querySelector("[name=passwordless]")?.checked ?? false
  asked.publicKey.authenticatorSelection = {
    ...asked.publicKey.authenticatorSelection,
    residentKey: alone ? "required" : "discouraged",
    requireResidentKey: alone,
    ...(alone ? { userVerification: "required" } : {}),
  }
  return navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(asked.publicKey) })
}

const used = (asked) => navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(asked.publicKey) })

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!window.PublicKeyCredential?.parseRequestOptionsFromJSON) continue
  form.hidden = false
  form.addEventListener("submit", async (event) => {
    event.preventDefault()
    form.querySelector("[role=alert]").hidden = true
    try {
      const asked = await options(form)
      const credential = form.dataset.passkey === "add" ? await made(form, asked) : await used(asked)
      form.querySelector("[name=credential]").value = JSON.stringify(credential.toJSON())
      form.submit()
    } catch {
      failed(form)
    }
  })
}
