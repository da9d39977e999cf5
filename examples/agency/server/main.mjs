import http from "node:http";
import { createApp } from "./app.module.mjs";
import { readConfig } from "./config.mjs";

const config = readConfig(process.env);
const server = http.createServer(createApp(config));
server.listen(config.port, "127.0.0.1", () => {
  console.log(`The app is on ${config.origin}; it signs sessions with the secret in ${config.sessionSecretFile}`);
});
process.on("SIGTERM", () => {
  server.close();
  server.closeAllConnections();
});
