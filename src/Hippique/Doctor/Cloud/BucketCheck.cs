using Hippique.Cloud;
using Hippique.GoogleCloud.Rest;
using Hippique.GoogleCloud.Storage;
using Hippique.Hosting;
using Hippique.Hosting.Settings;
using Hippique.Orchestration.Artifacts;
using Hippique.Sources.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hippique.Doctor.Cloud;

/// <summary>The bucket: whether it is there, and what may be done in it, without writing anything; or what is lost where there is none.</summary>
/// <param name="Check">Null: one machine with a folder of its own.</param>
/// <param name="IsUsable">The rest can be read and written.</param>
internal sealed record BucketCheck(DoctorCheck? Check, bool IsUsable)
{
    private const string Name = "bucket";

    public static async Task<BucketCheck> RunAsync(HippiqueSettings settings, CancellationToken cancellationToken)
    {
        if (settings.Data.Bucket is not { } bucket)
            return new(Absent(settings), IsUsable: true);
        IAccessTokens tokens = bucket.IsAtGoogle ? new DefaultCredentials() : new MadeUpToken();
        var options = new RestOptions { TryTimeout = TimeSpan.FromSeconds(6), Total = TimeSpan.FromSeconds(8) };
        using var rest = new RestClient(tokens, options, TimeProvider.System, RealTime.Instance, NullLogger<RestClient>.Instance);
        var answer = await new BucketPermissions(rest, bucket).MissingAsync(cancellationToken);
        var subject = CloudSubject.Bucket(bucket);
        return answer switch
        {
            RestResult<IReadOnlyList<string>>.Ok { Value.Count: 0 } => new(
                new(Name, CheckState.Ok, Texts.Get("doctor_bucket_ok", settings.Data.Place)),
                IsUsable: true
            ),
            RestResult<IReadOnlyList<string>>.Ok { Value: var missing } => new(Missing(settings, missing, subject), IsUsable: false),
            RestResult<IReadOnlyList<string>>.Failed { Error: var error } when error.Is(RestError.NotFound) => new(
                new(Name, CheckState.Error, Texts.Get("doctor_bucket_absent", bucket.Bucket), Texts.Get("doctor_bucket_absent_advice")),
                IsUsable: false
            ),
            RestResult<IReadOnlyList<string>>.Failed { Error: var error } => new(
                CloudChecks.Unknown(Name, subject, error),
                IsUsable: false
            ),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>An object could not be read or written all the same.</summary>
    public static BucketCheck Refused(ArtifactException refusal) =>
        new(new(Name, CheckState.Error, ProblemText.Of(refusal), Texts.Get("doctor_bucket_refused_advice")), IsUsable: false);

    private static DoctorCheck? Absent(HippiqueSettings settings) =>
        LossNotice.IsDue(settings)
            ? new(Name, CheckState.Warning, Texts.Get(LossNotice.Key), Texts.Get("doctor_bucket_none_advice"))
            : null;

    // In the container these are the service's own permissions; elsewhere a person's, which say nothing of the service's.
    private static DoctorCheck Missing(HippiqueSettings settings, IReadOnlyList<string> missing, CloudSubject subject) =>
        settings.Access.OnCloudRun
            ? new(
                Name,
                CheckState.Error,
                Texts.Get("doctor_bucket_denied", settings.Data.Bucket!.Bucket, string.Join(", ", missing), subject.Role),
                Texts.Get("doctor_tasks_role_advice")
            )
            : new(
                Name,
                CheckState.Warning,
                Texts.Get("doctor_bucket_not_yours", settings.Data.Bucket!.Bucket, string.Join(", ", missing)),
                Texts.Get("doctor_bucket_not_yours_advice", subject.Role)
            );
}
