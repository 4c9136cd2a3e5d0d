import { Instances } from './Instances'

const Page = () => (
  <main>
    <h1>Instances</h1>
    <Instances />
  </main>
)

export default Page
