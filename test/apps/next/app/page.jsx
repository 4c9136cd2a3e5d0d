import { cookies } from 'next/headers'
import { readAhead } from '../lib/read-ahead'
import { Instances } from './Instances'

// A server component that reads, and hands what it read to the page.
const Page = async () => (
  <main>
    <h1>Instances</h1>
    <Instances snapshot={await readAhead((await cookies()).toString())} />
  </main>
)

export default Page
