using Hippique.Hosting.Settings;

namespace Hippique.Hosting.Logging;

/// <summary>Whose lines these are.</summary>
/// <param name="ProjectId">The project whose traces they belong to (<c>PROJECT_ID</c>); null: none is named.</param>
/// <param name="Service">Under which Error Reporting groups.</param>
public sealed record LogPlace(string? ProjectId, string Service)
{
    public static readonly LogPlace Unknown = new(null, "hippique");

    public static LogPlace Of(HippiqueSettings settings) => new(settings.Server.ProjectId, settings.Server.ServiceName);
}
