namespace Hippique.Doctor;

/// <summary>What <c>hippique doctor</c> found; its JSON.</summary>
public sealed record DoctorReport(IReadOnlyList<DoctorCheck> Checks)
{
    /// <summary>No check failed; warnings do not count.</summary>
    public bool Healthy => Checks.All(check => check.State != CheckState.Error);
}

public enum CheckState
{
    Ok,
    Warning,
    Error,
}

/// <param name="Name"><c>configuration</c>, <c>time_zone</c>, <c>clock</c>, <c>disk</c>, <c>queue</c>, <c>source_zeturf</c> and its like.</param>
/// <param name="State">How it stands.</param>
/// <param name="Found">What was found, in the user's language.</param>
/// <param name="Advice">What to do; empty if nothing is to be done.</param>
public sealed record DoctorCheck(string Name, CheckState State, string Found, string Advice = "");
