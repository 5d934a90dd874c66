import { mk1Header, mk1Line } from './packages'

/** Text that a terminal, a spreadsheet, a page, a shell or a database would act on. */
export const payloads = [
  `=cmd|'/c calc'!A1`,
  '=1+1',
  '+1+1',
  '-1+1',
  '@SUM(1+1)',
  '\t=1+1',
  '\r=1+1',
  '＝1+1',
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '\u001b[31mred\u001b[2J',
  '\u001b]0;title\u0007',
  '\u009b31m',
  '\u202egpj.exe',
  '\u2066turned\u2069',
  '\u2028\u2029\u0085',
  '\n{"level":30,"msg":"forged"}',
  '"; DROP TABLE files; --',
  '${process.exit(1)}%s%n$(reboot)`reboot`',
  'a,b;c\td"e"',
  '\u0000',
]

/** What no terminal and no line of a log may ever get raw. */
export const ACTS = /[^\P{Cc}\n\t]|[\p{Bidi_Control}\u2028\u2029]/u

/** The worst name that a file can have. */
export const NAME = `=1+1\u001b[31m\u009b\u202e<img src=x onerror=alert(1)>"'\`,\r\n-@ ;rm .json`

/** A package of the payloads: as words, as keys, and as lines with their control characters and all. */
export function maliciousPackage() {
  const goodLines = [
    ...payloads.map((text) =>
      mk1Line(2).replace('"instrument1":"ok"', () => `"instrument1":${JSON.stringify(text)}`),
    ),
    ...payloads.map((key) => mk1Line(3).replace('}', () => `,${JSON.stringify(key)}:1}`)),
  ]
  const badLines = payloads.map((text) => text.replaceAll('\n', '\v'))
  return {
    goodLines,
    badLines,
    text: `${[mk1Header, ...goodLines, ...badLines].join('\n')}\n`,
    /** One whose satellite type is as malicious. */
    badType: `${JSON.stringify({ satellite_type: payloads.join('').slice(0, 50) })}\n`,
  }
}
