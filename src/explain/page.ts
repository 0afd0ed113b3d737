/** The style and the behaviour of the HTML page; no network, no data from a CRD. */
export const pageStyle = `
:root { color-scheme: light dark; --line: #8884; --dim: #777; --name: #0550ae; --bad: #b42318; --mark: #ffe58f }
@media (prefers-color-scheme: dark) { :root { --dim: #999; --name: #79c0ff; --bad: #ff7b72; --mark: #665200 } }
* { box-sizing: border-box }
body { font: 15px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 70rem; padding: 1rem }
h1 { font-size: 1.5rem; margin: 0 } h2 { font-size: 1.1rem }
code, .n { font-family: ui-monospace, monospace; font-size: .92em; overflow-wrap: anywhere }
.bar { position: sticky; top: 0; background: Canvas; padding: .5rem 0; display: flex; gap: .5rem; flex-wrap: wrap; align-items: center;
  border-bottom: 1px solid var(--line); z-index: 1 }
.bar input[type=search] { flex: 1 1 16rem; font: inherit; padding: .3rem .5rem }
.bar button { font: inherit } .bar label { white-space: nowrap }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem; margin: .4rem 0 }
dt { color: var(--dim) } dd { margin: 0; overflow-wrap: anywhere }
ul.t { list-style: none; margin: 0; padding-left: 1.1rem; border-left: 1px solid var(--line) }
ul.t.top { padding-left: 0; border: 0 }
summary { cursor: pointer; padding: .1rem 0 } summary:hover { background: #8881 }
summary .ty, summary .r { margin-left: .4rem } summary .d { margin-left: .6rem }
li.via > details > .b { display: none }
.n { color: var(--name); font-weight: 600 } .ty, .d { color: var(--dim) } .r { color: var(--bad) }
.d { display: inline-block; max-width: min(40rem, calc(100% - 2rem)); overflow: hidden; text-overflow: ellipsis; white-space: nowrap;
  vertical-align: bottom }
details[open] > summary .d { display: none } .here > details > summary { background: var(--mark) }
.p { white-space: pre-wrap; overflow-wrap: anywhere; margin: .3rem 0; max-width: 60rem }
.b { margin: .2rem 0 .6rem 1.1rem }
.copy { font-size: .8em; opacity: .6 } [hidden] { display: none !important }
table { border-collapse: collapse } td, th { border: 1px solid var(--line); padding: .15rem .5rem; text-align: left }
`

export const pageScript = `
const q = document.querySelector('#q'), req = document.querySelector('#req'), count = document.querySelector('#count')
const items = [...document.querySelectorAll('li[data-p]')]
const texts = items.map((li) => (li.dataset.p + ' ' + (li.querySelector(':scope > details > .b > .p')?.textContent ?? '')).toLowerCase())
const fold = (li, open) => { li.firstElementChild.open = open }
function filter() {
  const words = q.value.toLowerCase().split(/\\s+/).filter(Boolean), only = req.checked
  const active = words.length > 0 || only
  let found = 0
  const hits = new Set(), leads = new Set()
  items.forEach((li, i) => {
    const hit = words.every((word) => texts[i].includes(word)) && (!only || li.dataset.r === '1')
    if (!hit) return
    found++
    hits.add(li)
    const above = (at) => at.parentElement.closest('li[data-p]')
    for (let at = above(li); at && !leads.has(at); at = above(at)) leads.add(at)
  })
  items.forEach((li) => {
    li.hidden = active && !hits.has(li) && !leads.has(li)
    // What only leads to a hit shows no more than its name.
    li.classList.toggle('via', active && leads.has(li) && !hits.has(li))
    fold(li, active && leads.has(li) && leads.size < 1000)
  })
  count.textContent = active ? found + ' of ' + items.length + ' fields' : items.length + ' fields'
}
let wait
q.addEventListener('input', () => { clearTimeout(wait); wait = setTimeout(filter, 120) })
req.addEventListener('change', filter)
document.querySelector('#open').addEventListener('click', () => items.forEach((li) => fold(li, true)))
document.querySelector('#close').addEventListener('click', () => items.forEach((li) => fold(li, false)))
document.addEventListener('click', (event) => {
  const button = event.target.closest('.copy')
  if (!button) return
  event.preventDefault()
  const path = button.closest('li').dataset.p
  navigator.clipboard?.writeText(path)
  location.hash = encodeURIComponent(path)
})
document.addEventListener('keydown', (event) => {
  if (event.key === '/' && document.activeElement !== q) { event.preventDefault(); q.focus() }
  if (event.key === 'Escape' && document.activeElement === q) { q.value = ''; filter() }
})
function jump() {
  const path = decodeURIComponent(location.hash.slice(1))
  const li = items.find((item) => item.dataset.p === path)
  if (!li) return
  for (const other of document.querySelectorAll('.here')) other.classList.remove('here')
  for (let at = li; at; at = at.parentElement.closest('li[data-p]')) fold(at, true)
  li.classList.add('here')
  li.querySelector('summary').scrollIntoView({ block: 'center' })
}
history.scrollRestoration = 'manual'
addEventListener('hashchange', jump)
filter()
jump()
`
