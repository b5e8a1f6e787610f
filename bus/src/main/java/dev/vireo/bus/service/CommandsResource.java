package dev.vireo.bus.service;

import dev.vireo.bus.codec.Json;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** How a command stands: for those who did not wait for its outcome. */
@Path("/commands")
@Produces(MediaType.APPLICATION_JSON)
public class CommandsResource {

  private final DataSource database;

  CommandsResource(DataSource database) {
    this.database = database;
  }

  /** The command of this id; 404 if this service has not taken it up. */
  @GET
  @Path("/{id}")
  @RunOnVirtualThread
  public Response byId(@PathParam("id") String id) throws SQLException, IOException {
    try (Connection connection = database.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                """
                select id, type, about, parent, correlation, actor, attempts, received_at,
                       finished_at, outcome, reason, message, figures
                  from command_journal where id = ?
                """)) {
      select.setString(1, id);
      try (ResultSet row = select.executeQuery()) {
        if (!row.next()) {
          return Response.status(404)
              .entity(
                  Map.of(
                      "field",
                      "id",
                      "message",
                      "this service has taken up no command '" + id + "' yet"))
              .build();
        }
        return Response.ok(json(row)).build();
      }
    }
  }

  private static Map<String, @Nullable Object> json(ResultSet row)
      throws SQLException, IOException {
    Map<String, @Nullable Object> command = new LinkedHashMap<>();
    for (String column : new String[] {"id", "type", "about", "parent", "correlation", "actor"}) {
      command.put(column, row.getString(column));
    }
    command.put("attempts", row.getInt("attempts"));
    command.put("receivedAt", row.getTimestamp("received_at").toInstant().toString());
    Timestamp finished = row.getTimestamp("finished_at");
    command.put("state", finished == null ? "RUNNING" : "FINISHED");
    command.put("finishedAt", finished == null ? null : finished.toInstant().toString());
    command.put("outcome", row.getString("outcome"));
    command.put("reason", row.getString("reason"));
    command.put("message", row.getString("message"));
    String figures = row.getString("figures");
    command.put("figures", figures == null ? Map.of() : Json.MAPPER.readTree(figures));
    return command;
  }
}
