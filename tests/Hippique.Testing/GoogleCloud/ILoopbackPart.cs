using Microsoft.AspNetCore.Routing;

namespace Hippique.Testing.GoogleCloud;

/// <summary>One protocol of Google Cloud.</summary>
public interface ILoopbackPart
{
    void Map(IEndpointRouteBuilder app);
}
