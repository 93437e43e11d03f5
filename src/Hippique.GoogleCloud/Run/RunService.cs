namespace Hippique.GoogleCloud.Run;

/// <summary>A service of Cloud Run (Admin API v2), as far as it is used here.</summary>
public sealed record RunService
{
    /// <summary><c>projects/…/locations/…/services/…</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The main address.</summary>
    public string? Uri { get; init; }

    /// <summary>All addresses that Cloud Run has given it.</summary>
    public IReadOnlyList<string>? Urls { get; init; }

    /// <summary>Full name of the newest revision that can answer.</summary>
    public string? LatestReadyRevision { get; init; }

    /// <summary>Full name of the newest revision.</summary>
    public string? LatestCreatedRevision { get; init; }
    public IReadOnlyList<RunTraffic>? TrafficStatuses { get; init; }

    /// <summary>Whether it serves.</summary>
    public RunCondition? TerminalCondition { get; init; }
    public IReadOnlyList<RunCondition>? Conditions { get; init; }
    public RunTemplate? Template { get; init; }

    /// <summary>Callers are let through without any check of IAM, whatever the policy says.</summary>
    public bool InvokerIamDisabled { get; init; }

    /// <summary>The address of each name without doubles.</summary>
    public IReadOnlyList<string> Addresses => [.. (Urls ?? []).Append(Uri).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>What the container is told in a variable; null if it is not set, or lies in a secret.</summary>
    public string? Variable(string name) =>
        (Template?.Containers ?? []).SelectMany(container => container.Env ?? []).FirstOrDefault(variable => variable.Name == name)?.Value;
}

/// <summary>What share of the requests a revision gets.</summary>
public sealed record RunTraffic
{
    /// <summary>Without the path; null for the newest one.</summary>
    public string? Revision { get; init; }
    public int Percent { get; init; }
    public string? Tag { get; init; }
}

/// <summary>One thing that must hold for the service to serve.</summary>
public sealed record RunCondition
{
    /// <summary>Such as <c>Ready</c> or <c>RoutesReady</c>.</summary>
    public string? Type { get; init; }

    /// <summary><c>CONDITION_SUCCEEDED</c>, <c>CONDITION_FAILED</c>, <c>CONDITION_PENDING</c> or <c>CONDITION_RECONCILING</c>.</summary>
    public string? State { get; init; }
    public string? Message { get; init; }

    public bool Holds => State == "CONDITION_SUCCEEDED";
}

/// <summary>What a revision is made of.</summary>
public sealed record RunTemplate
{
    public IReadOnlyList<RunContainer>? Containers { get; init; }
}

/// <summary>A container of a revision.</summary>
public sealed record RunContainer
{
    public string? Image { get; init; }
    public IReadOnlyList<RunVariable>? Env { get; init; }
}

/// <summary>A variable of a container.</summary>
public sealed record RunVariable
{
    public required string Name { get; init; }
    public string? Value { get; init; }
}
