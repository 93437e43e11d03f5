using Hippique.Embedded;

namespace Hippique.Hosting.Serving;

/// <summary>A service that differs from the one on a real clock.</summary>
/// <param name="Change">Changes its registrations, and adds who speaks on the terminal.</param>
/// <param name="Queue">How its embedded queue works.</param>
internal sealed record ServeVariant(Action<IServiceCollection> Change, EmbeddedOptions Queue);
