/** How this program was called, for commands the user can copy. */
export function programName(environment: NodeJS.ProcessEnv = process.env): string {
  if (environment["npm_command"] === "exec") return "npx mieb";
  return environment["npm_lifecycle_event"] ? "npm run -s mieb --" : "mieb";
}
