// The way in.

import { html, useEffect, useRef, useState } from "./standalone.module.js";
import { signIn } from "./api.js";

export function SignIn({ said, onIn }) {
  const [key, setKey] = useState("");
  const [fault, setFault] = useState(said ?? "");
  const [busy, setBusy] = useState(false);
  const field = useRef(null);

  useEffect(() => field.current.focus(), []);

  const submit = async (event) => {
    event.preventDefault();
    setBusy(true);
    setFault("");
    try {
      await signIn(key);
      onIn();
    } catch (refusal) {
      setBusy(false);
      setFault(refusal.status === 401 ? "This is not one of the admin keys." : refusal.message);
      field.current.select();
    }
  };

  return html`<main class="signin">
    <form onSubmit=${submit} class="signin-card">
      <img src="console/assets/mark.svg" alt="" width="40" height="40" />
      <h1>Parley console</h1>
      <p class="hint">Sign in with an admin key of this cluster (<code>ADMIN_API_KEY</code>).</p>
      <label class="field">
        <span class="field-label">Admin key</span>
        <input ref=${field} type="password" name="key" required maxlength="1000" autocomplete="current-password" spellcheck="false"
          value=${key} aria-invalid=${fault ? "true" : undefined} aria-describedby="signin-fault" onInput=${(event) => setKey(event.target.value)} />
      </label>
      <p id="signin-fault" class="fault-text" role="alert">${fault}</p>
      <button type="submit" class="button primary wide" disabled=${busy || key === ""}>${busy ? "Signing in …" : "Sign in"}</button>
    </form>
  </main>`;
}
