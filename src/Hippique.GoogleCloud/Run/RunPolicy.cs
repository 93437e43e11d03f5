namespace Hippique.GoogleCloud.Run;

/// <summary>Who may do what with a service of Cloud Run: its own policy, without what it inherits from the project.</summary>
public sealed record RunPolicy
{
    /// <summary>Whoever calls, with a token or without.</summary>
    public const string AllUsers = "allUsers";

    /// <summary>Whoever shows a token of any Google account.</summary>
    public const string AnyAccount = "allAuthenticatedUsers";

    private const string Invoker = "roles/run.invoker";

    /// <summary>Null: none.</summary>
    public IReadOnlyList<RunBinding>? Bindings { get; init; }

    /// <summary>Whether this member may call the service.</summary>
    public bool Invites(string member) =>
        (Bindings ?? []).Any(binding => binding.Role == Invoker && (binding.Members ?? []).Contains(member));
}

/// <summary>Who has a role.</summary>
public sealed record RunBinding
{
    public string? Role { get; init; }
    public IReadOnlyList<string>? Members { get; init; }
}
