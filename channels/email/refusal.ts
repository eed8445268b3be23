/** A refusal the peer reads; anything else that goes wrong is ours and temporary. */
export class Refusal extends Error {
  readonly responseCode: number
  constructor(responseCode: number, message: string) {
    super(message)
    this.responseCode = responseCode
  }
}

export const tooMuch = (): Refusal => new Refusal(451, 'Too much mail from you; please try again later.')
