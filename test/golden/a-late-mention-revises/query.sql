SELECT toString(window_start) AS minute, inbound, outbound, responses_ms, status, revision
FROM panes FINAL WHERE brand = {brand:String} ORDER BY window_start
