using Hippique.Racing;

namespace Hippique.Sources.Addresses;

/// <summary>The race pages of one site that a user can name by their address.</summary>
public sealed record CoursePages
{
    /// <summary>The site's own hosts.</summary>
    public required IReadOnlyList<Uri> PublicHosts { get; init; }

    /// <summary>Reads the path of a race's page; the error says what was expected.</summary>
    public required Func<string, ParseResult<CourseReference>> ReadPath { get; init; }

    /// <summary>The pages at each of the site's own hosts.</summary>
    public IEnumerable<CourseHost> Public => PublicHosts.Select(host => new CourseHost(this, host));
}

/// <summary>A host whose addresses are accepted.</summary>
/// <param name="Pages">The site whose pages it shows.</param>
/// <param name="BaseUrl">Scheme, host and port must be the same; a path in it is a prefix.</param>
public sealed record CourseHost(CoursePages Pages, Uri BaseUrl);
