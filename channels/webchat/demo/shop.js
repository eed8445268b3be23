// The shop's own script: a bag that counts, and a customer who signs in. The chat itself is one line in the page: /widget.js.
const account = document.getElementById('account')
const remembered = 'shop:customer'

const customer = () => JSON.parse(localStorage.getItem(remembered) ?? 'null')

// What the widget reads when it loads; `identity` was signed by the shop's server.
window.parley = { identity: customer(), locale: document.documentElement.lang }

function show() {
  const signedIn = customer() !== null
  account.textContent = signedIn ? `${account.dataset.hello} · ${account.dataset.out}` : account.dataset.in
  account.setAttribute('aria-pressed', String(signedIn))
}

async function signIn() {
  const response = await fetch('/demo/identity', { method: 'POST' })
  if (!response.ok) throw new Error(`the shop could not sign the customer in (${response.status})`)
  const identity = await response.json()
  localStorage.setItem(remembered, JSON.stringify(identity))
  window.parley.identify?.(identity)
}

function signOut() {
  localStorage.removeItem(remembered)
  window.parley.identify?.(null)
}

account.addEventListener('click', async () => {
  if (customer()) signOut()
  else await signIn()
  show()
})

document.getElementById('ask').addEventListener('click', () => window.parley.open?.())

let bag = 0
for (const button of document.querySelectorAll('[data-add]')) {
  button.addEventListener('click', () => {
    bag += 1
    document.getElementById('count').textContent = String(bag)
  })
}

show()
