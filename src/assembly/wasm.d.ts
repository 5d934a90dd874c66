/** What the build compiles from the file of that name beside it: base64. */
declare module '*.wasm' {
  const code: string
  export default code
}
