import { useDocumentTitle } from '@mantine/hooks'

/** Names the page in the window's title, with the thing it is about in front. */
export const useTitle = (title: string): void => {
  useDocumentTitle(`${title} · vzaps-rtk playground`)
}
