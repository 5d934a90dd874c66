/** What a new definition begins as: a small one that is whole, to be changed. */
export const newDefinition = `{
  "format": "downlink-definition/1",
  "type": "my_satellite",
  "title": "My satellite",
  "file": { "kind": "delimited", "delimiter": "," },
  "recognise": { "columns": ["time", "voltage"] },
  "time": { "form": "rfc3339", "from": "time" },
  "channels": [
    { "name": "voltage", "from": "voltage", "kind": "number", "unit": "V" }
  ]
}
`
