export const GET = () =>
  new Response(null, {
    status: 303,
    headers: { Location: '/', 'Set-Cookie': 'session=ana; Path=/; HttpOnly; SameSite=Lax' },
  })
