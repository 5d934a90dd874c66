const MARGIN = 16
const TITLE_PX = 34

function isClear(colour: string): boolean {
  return colour === 'transparent' || /^rgba\(.*, 0\)$/.test(colour)
}

/** Whether the element holds its text itself, and not in parts. */
function ownText(element: Element): string {
  return Array.from(element.childNodes, (node) =>
    node.nodeType === Node.TEXT_NODE ? (node.textContent ?? '') : '',
  )
    .join('')
    .trim()
}

function drawText(
  context: CanvasRenderingContext2D,
  element: Element,
  left: number,
  top: number,
): void {
  const range = document.createRange()
  for (const node of element.childNodes) {
    const text = node.nodeType === Node.TEXT_NODE ? (node.textContent ?? '') : ''
    if (text.trim() === '') continue
    range.selectNodeContents(node)
    const place = range.getBoundingClientRect()
    const box = element.getBoundingClientRect()
    const { fontWeight, fontSize, fontFamily, color } = getComputedStyle(element)
    context.save()
    context.beginPath()
    context.rect(box.left - left, box.top - top, box.width + 1, box.height)
    context.clip()
    context.font = `${fontWeight} ${fontSize} ${fontFamily}`
    context.fillStyle = color
    context.textBaseline = 'middle'
    context.fillText(text, place.left - left, place.top - top + place.height / 2)
    context.restore()
  }
}

/** A canvas, or the ground and the text of another element. */
function drawElement(
  context: CanvasRenderingContext2D,
  element: Element,
  box: DOMRect,
  left: number,
  top: number,
): void {
  if (element instanceof HTMLCanvasElement) {
    context.drawImage(element, box.left - left, box.top - top, box.width, box.height)
    return
  }
  const { backgroundColor } = getComputedStyle(element)
  if (!isClear(backgroundColor)) {
    context.fillStyle = backgroundColor
    context.fillRect(box.left - left, box.top - top, box.width, box.height)
  }
  if (ownText(element) !== '') drawText(context, element, left, top)
}

/**
 * A picture of a part of the page as it is drawn now: its canvases, its texts and its coloured
 * boxes, with a title above, as a PNG as sharp as the screen.
 *
 * @throws {Error} when the browser can't make a picture of this size
 */
export async function pictureOf(part: HTMLElement, title: string): Promise<Uint8Array> {
  const density = devicePixelRatio
  const { left, top, width, height } = part.getBoundingClientRect()
  const canvas = document.createElement('canvas')
  canvas.width = Math.round((width + 2 * MARGIN) * density)
  canvas.height = Math.round((height + TITLE_PX + MARGIN) * density)
  const context = canvas.getContext('2d')
  if (context === null) throw new Error('The picture could not be drawn.')
  context.scale(density, density)
  const { color, fontFamily } = getComputedStyle(part)
  context.fillStyle = getComputedStyle(document.body).backgroundColor
  context.fillRect(0, 0, width + 2 * MARGIN, height + TITLE_PX + MARGIN)
  context.fillStyle = color
  context.font = `600 13px ${fontFamily}`
  context.textBaseline = 'middle'
  context.fillText(title, 2 * MARGIN, TITLE_PX / 2 + 2)
  context.translate(MARGIN, TITLE_PX)
  context.beginPath()
  context.rect(0, 0, width, height)
  context.clip()
  for (const element of part.querySelectorAll('*')) {
    const box = element.getBoundingClientRect()
    const frame = element.parentElement?.closest('[data-clips]')?.getBoundingClientRect()
    context.save()
    if (frame) {
      context.beginPath()
      context.rect(frame.left - left, frame.top - top, frame.width, frame.height)
      context.clip()
    }
    drawElement(context, element, box, left, top)
    context.restore()
  }
  const blob = await new Promise<Blob | null>((resolve) => {
    canvas.toBlob(resolve, 'image/png')
  })
  if (blob === null) throw new Error('The picture is too large to be made.')
  return new Uint8Array(await blob.arrayBuffer())
}
