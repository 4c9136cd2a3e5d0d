import { Phone } from './Phone'

const Page = () => (
  <main>
    <h1>Phone</h1>
    <Phone />
  </main>
)

export default Page
