namespace Hippique.Sources.Http;

/// <summary>What this process knows of a host's robots.txt.</summary>
/// <param name="Rules">Lines of it that hold for the program; 0: it forbids nothing, or there is none.</param>
/// <param name="Until">When it is read again at the latest.</param>
public sealed record RobotsStanding(int Rules, DateTimeOffset Until);
