import type { Checkout } from '../account/payments.ts'
import { monthly } from '../account/plans.ts'
import { isTooLong } from '../gateway/body-limit.ts'
import type { MockGateway } from '../gateway/gateway.ts'

/** Where the Node server has the page that checkouts lead to. */
export const checkoutPath = '/checkout'

/**
 * The pretended payment page: shows what is paid for and how much, and pays or declines when its
 * form is sent. The card obeys the fault `payment`.
 */
export const answerCheckoutPage = async (
  gateway: MockGateway,
  request: Request,
): Promise<Response> => {
  const { searchParams } = new URL(request.url)
  const checkout = gateway.checkouts.get(searchParams.get('session_id') ?? '')
  const row = checkout && gateway.instances.get(checkout.instanceId)
  if (!checkout || !row) return show(404, 'Nothing to pay', 'There is no such checkout.')
  if (checkout.status === 'paid') return show(200, 'Paid', `${row.name} is paid for.`, checkout)
  if (checkout.status === 'failed') return show(410, 'Ended', 'This checkout has ended.')
  const [title, text] = [`Pay for ${row.name}`, `${price}, every month.`]
  switch (request.method) {
    case 'GET':
    case 'HEAD':
      return show(200, title, text, checkout)
    case 'POST':
      break
    default:
      return show(405, title, 'Send the form of this page.')
  }

  const form = await request.text()
  const decision = isTooLong(form) ? null : new URLSearchParams(form).get('decision')
  if (decision === 'cancel') {
    gateway.failCheckout(checkout.sessionId)
    return checkout.cancelUrl === null
      ? show(200, 'Cancelled', 'Nothing was paid.')
      : leadTo(checkout.cancelUrl)
  }
  if (decision !== 'pay') return show(422, title, 'Choose to pay or to cancel.', checkout)
  if (gateway.faults.get().payment !== 'accepted') {
    return show(402, title, 'The payment was not accepted. Nothing was paid.', checkout)
  }
  gateway.completeCheckout(checkout.sessionId)
  return leadTo(checkout.successUrl)
}

const { price: cents, currency } = monthly
const price = `${currency} ${(cents / 100).toFixed(2)}`

/** 303, so that the browser asks for the app's page with GET. */
const leadTo = (url: string): Response =>
  new Response(null, { status: 303, headers: { Location: url } })

const show = (status: number, title: string, text: string, checkout?: Checkout): Response => {
  const body = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${toHtml(title)}</title>
<style>body { font: 1rem/1.5 system-ui; margin: 4rem auto; max-width: 24rem; padding: 0 1rem }</style>
<h1>${toHtml(title)}</h1>
<p>${toHtml(text)}</p>
${actions(checkout)}<p>A pretended payment page of vzaps-rtk/mock: no money moves.</p>
</html>
`
  return new Response(body, {
    status,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy':
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
      'Cache-Control': 'no-store',
    },
  })
}

/** The form is sent to the page's own address, which holds the session. */
const actions = (checkout: Checkout | undefined): string => {
  if (!checkout) return ''
  if (checkout.status === 'paid') {
    return `<p><a href="${toHtml(checkout.successUrl)}">Back to the app</a></p>\n`
  }
  return `<form method="post">
<button name="decision" value="pay">Pay ${price}</button>
<button name="decision" value="cancel">Cancel</button>
</form>
`
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const toHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => escapes[sign] ?? sign)
