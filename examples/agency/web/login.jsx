import { useState } from "react";
import { call } from "./server.js";

export function Login({ message, entered }) {
  const [trouble, setTrouble] = useState("");
  const submit = async (event) => {
    event.preventDefault();
    const form = event.currentTarget;
    try {
      await call("POST", "/login", Object.fromEntries(new FormData(form)));
      entered();
    } catch (error) {
      setTrouble(error.message);
      form.elements.password.select();
    }
  };
  return (
    <main>
      <form className="login" onSubmit={submit}>
        <h1>Log in</h1>
        <p role="alert">{trouble || message}</p>
        <label>Name <input name="name" autoComplete="username" required autoFocus /></label>
        <label>Password <input name="password" type="password" autoComplete="current-password" required /></label>
        <button>Log in</button>
      </form>
    </main>
  );
}
