const Layout = ({ children }) => (
  <html lang="en">
    <head>
      <link rel="icon" href="data:," />
    </head>
    <body>{children}</body>
  </html>
)

export default Layout
