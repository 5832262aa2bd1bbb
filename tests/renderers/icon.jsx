// One picture for all of @mui/icons-material, which is not installed (see lighten_lock.mjs).
import SvgIcon from '@mui/material/SvgIcon';

export default function Icon(props) {
  return <SvgIcon {...props}><circle cx="12" cy="12" r="6" /></SvgIcon>;
}
