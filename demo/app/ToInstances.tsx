import { Navigate, useLocation } from 'react-router'

/** The front page is the list; what the address says besides (seed, latency) goes along. */
export const ToInstances = () => {
  const { search } = useLocation()
  return <Navigate to={{ pathname: '/instances', search }} replace />
}
