/** What `setupListeners` dispatches when the page is looked at, and no more. */
export const onFocus = () => ({ type: '__rtkq/focused' })
export const onFocusLost = () => ({ type: '__rtkq/unfocused' })
