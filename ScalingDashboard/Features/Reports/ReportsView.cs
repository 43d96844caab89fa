namespace ScalingDashboard.Features.Reports;

/// <summary>The caller's reports, newest first. Equal lists are equal views, so a page that knows them is not drawn again.</summary>
public sealed record ReportsView(IReadOnlyList<ReportCard> Reports)
{
    public bool Equals(ReportsView? other) => other is not null && Reports.SequenceEqual(other.Reports);

    public override int GetHashCode() => Reports.Count == 0 ? 0 : HashCode.Combine(Reports.Count, Reports[0]);
}
