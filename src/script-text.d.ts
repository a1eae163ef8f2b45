// What vite.config.ts makes of a script that is to be written into pages.
declare module '*?script' {
  const text: string;
  export default text;
}
