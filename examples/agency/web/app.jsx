import { StrictMode, useState } from "react";
import { createRoot } from "react-dom/client";
import { createMediaClient } from "@edgepass/media-client";
import { MediaProvider } from "@edgepass/media-client/react";
import { Login } from "./login.jsx";
import { Project } from "./project.jsx";
import { call } from "./server.js";

const root = createRoot(document.getElementById("root"));

/** Whoever is logged in gets one media client, which lives as long as the login does. */
async function enter(message = "") {
  try {
    const person = await call("GET", "/me");
    const projects = await call("GET", "/projects");
    const media = createMediaClient({
      // Whoever takes part in another project needs another token than the stored one.
      name: [`agency/${person.id}`, ...projects.map(({ folder }) => folder)].join(" "),
      issuer: person.issuer,
      token: () => fetch("/media-token", { method: "POST" }),
    });
    media.addEventListener("ended", ({ detail: { error } }) => {
      if (error.status === 401) {
        enter("Your session has ended. Log in again.");
      } else if (error.status === undefined) {
        enter(); // Logged out, here or in another tab.
      }
    });
    render(<App person={person} projects={projects} media={media} />);
  } catch (error) {
    render(<Login message={error.status === 401 ? message : error.message} entered={enter} />);
  }
}

function App({ person, projects, media }) {
  const [trouble, setTrouble] = useState("");
  const leave = async () => {
    try {
      await call("POST", "/logout");
    } catch (error) {
      return setTrouble(`You may still be logged in. ${error.message}`); // Whoever saw the login form would leave the page.
    }
    media.forget(); // No tab keeps the token.
  };
  return (
    <>
      <header>
        <p role="alert">{trouble}</p>
        <p>{person.name}</p>
        <button type="button" onClick={leave}>Log out</button>
      </header>
      <main>
        {projects.length === 0 ? (
          <p className="note">No project yet. You see one here once you take part in it.</p>
        ) : (
          <MediaProvider client={media}>
            {projects.map((project) => <Project key={project.folder} {...project} />)}
          </MediaProvider>
        )}
      </main>
    </>
  );
}

function render(content) {
  root.render(<StrictMode>{content}</StrictMode>);
}

enter();
