using Microsoft.Extensions.Hosting;

namespace Hippique.Orchestration.Opening;

/// <summary>A hosted service that <see cref="ServiceOpening"/> makes and starts once the service answers; it is not made before.</summary>
/// <param name="Make">Makes it, or gets it where it is shared.</param>
public sealed record OpeningPart(Func<IServiceProvider, IHostedService> Make);
