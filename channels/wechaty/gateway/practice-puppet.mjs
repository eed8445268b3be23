// A puppet nobody has to scan for: wechaty's mock, in which a customer writes every few seconds. For trying the gateway.
import { PuppetMock, mock } from 'wechaty-puppet-mock'

const everyMs = Number(process.env.PRACTICE_EVERY_MS ?? 5_000)

function customers(mocker) {
  const [shop, customer] = [mocker.createContact({ id: 'wxid_shop', name: '小店' }), mocker.createContact({ id: 'wxid_lin', name: '林晓' })]
  mocker.login(shop)
  let count = 0
  const timer = setInterval(() => customer.say(`在吗？第 ${(count += 1)} 次`).to(shop), everyMs)
  return () => clearInterval(timer)
}

export default class PuppetPractice extends PuppetMock {
  constructor() {
    const mocker = new mock.Mocker()
    mocker.use(customers)
    super({ mocker })
  }

  /** The mock does not name what it sent; real puppets mostly do. */
  async messageSendText(to, text) {
    await super.messageSendText(to, text)
    return [...this.mocker.cacheMessagePayload.keys()].at(-1)
  }
}
