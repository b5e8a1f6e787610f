package dev.vireo.bus.service.query;

import dev.vireo.bus.InvalidMessage;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.Status;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** How a wrong question is answered. */
final class Refusals {

  @ServerExceptionMapper
  RestResponse<Refusal> malformed(InvalidMessage wrong) {
    return RestResponse.status(
        Status.BAD_REQUEST, new Refusal(wrong.field(), String.valueOf(wrong.getMessage())));
  }

  @ServerExceptionMapper
  RestResponse<Refusal> missing(NotHere missing) {
    return RestResponse.status(Status.NOT_FOUND, missing.refusal());
  }
}
