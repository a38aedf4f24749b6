"""Every id that a callback knows, once. `<page>-<thing>`; stores end in -store."""

URL = "url"
SELECTION_STORE = "selection-store"
REFRESH_STORE = "refresh-store"
TITLE_STORE = "title-store"
OWN_LIST_STORE = "own-list-store"

PAGE = "page"
LIVE = "live"
NAV = "nav"

BAR = "bar"
BAR_SUMMARY = "bar-summary"
BAR_COPY = "bar-copy"
BAR_MUNICIPALITY = "bar-municipality"
BAR_PEERS = "bar-peers"
BAR_SET = "bar-set"
BAR_KPI = "bar-kpi"
BAR_SET_FIELD = "bar-set-field"
BAR_KPI_FIELD = "bar-kpi-field"
BAR_FROM = "bar-from"
BAR_TO = "bar-to"
BAR_GENDER = "bar-gender"
BAR_GENDER_FIELD = "bar-gender-field"

OWN_LIST_DIALOG = "own-list-dialog"
OWN_LIST_PICKED = "own-list-picked"
OWN_LIST_PASTED = "own-list-pasted"
OWN_LIST_APPLY = "own-list-apply"
OWN_LIST_OPEN_STORE = "own-list-open-store"
OWN_LIST_MESSAGE = "own-list-message"

START_MUNICIPALITY = "start-municipality"

KPI_MARK = "kpi-mark"  # "Hitta en kommun" of a ranking and of the map

FOLLOW_STORE = "follow-store"
FOLLOW_TIMER = "follow-timer"
FOLLOW_STATUS = "follow-status"

FIND_QUERY = "find-query"
FIND_BODY = "find-body"
FIND_COUNT = "find-count"
KPI_TYPED_STORE = "kpi-typed-store"  # what is typed in the bar's picker of KPIs
FIND_STORE = "find-store"  # path and search of what was typed last, until something else is shown

REPORT_STORE = "report-store"  # the query of the latest report, kept by the browser
REPORT_ADD_STORE = "report-add-store"
REPORT_SAID = "report-said"
