// Bootstrap and its kin take the scheme from an attribute, UIkit from classes, and none of them from the system.
const isDark = matchMedia('(prefers-color-scheme: dark)').matches;
document.documentElement.dataset.bsTheme = isDark ? 'dark' : 'light';
if (isDark) document.documentElement.classList.add('uk-light', 'uk-background-secondary');
