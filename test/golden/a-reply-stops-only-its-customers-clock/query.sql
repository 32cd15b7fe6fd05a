SELECT toString(window_start) AS minute, responses_ms
FROM panes FINAL WHERE brand = {brand:String} AND notEmpty(responses_ms) ORDER BY window_start
