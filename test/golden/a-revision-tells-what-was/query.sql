SELECT toString(window_start) AS minute, revision, reason, before_inbound, before_positive, before_negative,
  after_inbound, after_positive, after_negative
FROM revisions FINAL WHERE brand = {brand:String} ORDER BY window_start, revision
