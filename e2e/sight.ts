/** What is looked for on a page as it is painted, told to the browser: each finds what is wrong (norms A11Y-14, A11Y-15). */

export const OVERFLOWS = 'document.documentElement.scrollWidth > innerWidth';
/** What has the focus, if its middle, or that of what the window shows of it, is not what one sees there. */
export const COVERED = `(() => {
  const focused = document.activeElement;
  const [box = focused.getBoundingClientRect()] = focused.getClientRects();
  const x = (Math.max(0, box.left) + Math.min(innerWidth, box.right)) / 2;
  const y = (Math.max(0, box.top) + Math.min(innerHeight, box.bottom)) / 2;
  const seen = document.elementFromPoint(x, y);
  return focused === document.body || focused.contains(seen) ? [] : [focused.outerHTML];
})()`;
/** Elements whose edge cannot be told from what is around them. */
export const edgeless = (selector: string) => `(() => {
  const paper = getComputedStyle(document.body).backgroundColor;
  return [...document.querySelectorAll(${JSON.stringify(selector)})]
    .filter(element => element.checkVisibility() && !element.matches('.visually-hidden, [type=hidden]'))
    .filter(element => {
      const style = getComputedStyle(element);
      return style.borderLeftStyle !== 'solid' || parseFloat(style.borderLeftWidth) < 1 || style.borderLeftColor === paper;
    })
    .map(element => element.outerHTML);
})()`;
/** Lines and fillings that are drawn in the colour of the page. */
export const INVISIBLE_DRAWINGS = `(() => {
  const paper = getComputedStyle(document.body).backgroundColor;
  const ticks = [...document.querySelectorAll('[data-held]')].filter(item => getComputedStyle(item, '::before').backgroundColor === paper);
  const drawings = [...document.querySelectorAll('.pictogram, .icon')].filter(one => getComputedStyle(one).stroke === paper);
  return [...ticks, ...drawings].map(element => element.outerHTML);
})()`;
export const COLOURED_WORDS = `[...document.querySelectorAll('main *, footer *')]
  .filter(element => element.checkVisibility() && !element.closest('.vitale-card, .visually-hidden'))
  .filter(element => [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim() !== ''))
  .filter(element => getComputedStyle(element).color !== 'rgb(0, 0, 0)')
  .map(element => element.outerHTML)`;
export const MOVING = `[...document.querySelectorAll('*')]
  .filter(element => {
    const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(element);
    return transitionDuration !== '0s' || animationName !== 'none' || scrollBehavior !== 'auto';
  })
  .map(element => element.outerHTML.slice(0, 80))`;

/** Asked of all that is pressed, but for links within a sentence; of a choice, its words are pressed too. */
const TARGET_PX_MIN = 44;
export const SMALL_TARGETS = `[...document.querySelectorAll('a, button, input:not([type=hidden]), summary')]
  .filter(element => element.tabIndex >= 0 && !element.matches('.skip-link'))
  .filter(element => element.textContent === '' || element.parentElement.closest('p, li, dd')?.textContent.trim() === element.textContent.trim() || getComputedStyle(element).display !== 'inline')
  .map(element => ({ element, box: (element.type === 'radio' ? element.labels[0] : element).getBoundingClientRect() }))
  .filter(({ box }) => box.width > 0 && (box.height < ${TARGET_PX_MIN} || box.width < ${TARGET_PX_MIN}))
  .map(({ element, box }) => Math.round(box.height) + ' px high: ' + element.outerHTML)`;

/** Letters twice as big (RGAA 10.4), then the spacings of WCAG 1.4.12 (RGAA 10.12); undone at the next page. What the keyboard can scroll is not cut off. */
export const WIDER = [
  'html { font-size: 200% }',
  '* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }',
];
export const CUT_OFF = `[...document.querySelectorAll('main *, footer *')]
  .filter(element => !element.closest('.visually-hidden') && !element.matches('[tabindex="0"]') && getComputedStyle(element).overflow !== 'visible')
  .filter(element => element.scrollHeight > element.clientHeight + 1 || element.scrollWidth > element.clientWidth + 1)
  .filter(element => !['INPUT', 'PRE', 'IFRAME'].includes(element.tagName))
  .map(element => element.outerHTML)`;
export const restyle = (style: string) => `(() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(${JSON.stringify(style)});
  document.adoptedStyleSheets = [sheet];
})()`;
