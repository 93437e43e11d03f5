using Hippique.Embedded.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hippique.Api;

/// <summary>What <c>GET /api/nodes</c> and <c>hippique nodes --json</c> answer.</summary>
/// <param name="Nodes">By name, then start.</param>
public sealed record NodesAnswer(IReadOnlyList<Node> Nodes);

/// <summary><c>GET /api/nodes</c>: the machines that share the work; empty where there is only one.</summary>
internal static class NodesEndpoint
{
    public static void MapNodes(this IEndpointRouteBuilder app) =>
        app.MapGet("/api/nodes", NodesAsync)
            .WithName("nodes")
            .WithTags("health")
            .WithDescription("The nodes of an installation of several machines (QUEUE=postgres), by name; none where there is one machine.")
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static async Task<Ok<NodesAnswer>> NodesAsync(HttpContext context, IServiceProvider services)
    {
        var nodes = services.GetService<NodeRegistry>() is { } registry ? await registry.ListAsync(context.RequestAborted) : [];
        return TypedResults.Ok(new NodesAnswer(nodes));
    }
}
